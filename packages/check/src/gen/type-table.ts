// THIS FILE IS GENERATED - DO NOT EDIT. Made by scripts/kubernetes-types.ts from api/openapi-spec/v3 of
// Kubernetes 1.33.13, 1.34.4, 1.35.4, 1.36.1 (Apache-2.0).

export const typeTable: string = `
kind admissionregistration.k8s.io/v1 MutatingAdmissionPolicy cluster admissionregistration.v1.MutatingAdmissionPolicy@36
kind admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding cluster admissionregistration.v1.MutatingAdmissionPolicyBinding@36
kind admissionregistration.k8s.io/v1 MutatingWebhookConfiguration cluster admissionregistration.v1.MutatingWebhookConfiguration
kind admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy cluster admissionregistration.v1.ValidatingAdmissionPolicy
kind admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding cluster admissionregistration.v1.ValidatingAdmissionPolicyBinding
kind admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration cluster admissionregistration.v1.ValidatingWebhookConfiguration
kind admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicy cluster admissionregistration.v1alpha1.MutatingAdmissionPolicy
kind admissionregistration.k8s.io/v1alpha1 MutatingAdmissionPolicyBinding cluster admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding
kind admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy cluster admissionregistration.v1beta1.MutatingAdmissionPolicy@34
kind admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicyBinding cluster admissionregistration.v1beta1.MutatingAdmissionPolicyBinding@34
kind admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicy cluster admissionregistration.v1beta1.ValidatingAdmissionPolicy@-34
kind admissionregistration.k8s.io/v1beta1 ValidatingAdmissionPolicyBinding cluster admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding@-34
kind apiextensions.k8s.io/v1 CustomResourceDefinition cluster apiextensions.v1.CustomResourceDefinition
kind apiregistration.k8s.io/v1 APIService cluster apiregistration.v1.APIService
kind apps/v1 ControllerRevision namespaced apps.v1.ControllerRevision
kind apps/v1 DaemonSet namespaced apps.v1.DaemonSet
kind apps/v1 Deployment namespaced apps.v1.Deployment
kind apps/v1 ReplicaSet namespaced apps.v1.ReplicaSet
kind apps/v1 StatefulSet namespaced apps.v1.StatefulSet
kind authentication.k8s.io/v1 SelfSubjectReview cluster authentication.v1.SelfSubjectReview
kind authentication.k8s.io/v1 TokenReview cluster authentication.v1.TokenReview
kind authorization.k8s.io/v1 LocalSubjectAccessReview namespaced authorization.v1.LocalSubjectAccessReview
kind authorization.k8s.io/v1 SelfSubjectAccessReview cluster authorization.v1.SelfSubjectAccessReview
kind authorization.k8s.io/v1 SelfSubjectRulesReview cluster authorization.v1.SelfSubjectRulesReview
kind authorization.k8s.io/v1 SubjectAccessReview cluster authorization.v1.SubjectAccessReview
kind autoscaling/v1 HorizontalPodAutoscaler namespaced autoscaling.v1.HorizontalPodAutoscaler
kind autoscaling/v2 HorizontalPodAutoscaler namespaced autoscaling.v2.HorizontalPodAutoscaler
kind batch/v1 CronJob namespaced batch.v1.CronJob
kind batch/v1 Job namespaced batch.v1.Job
kind certificates.k8s.io/v1 CertificateSigningRequest cluster certificates.v1.CertificateSigningRequest
kind certificates.k8s.io/v1alpha1 ClusterTrustBundle cluster certificates.v1alpha1.ClusterTrustBundle
kind certificates.k8s.io/v1alpha1 PodCertificateRequest namespaced certificates.v1alpha1.PodCertificateRequest@34-35
kind certificates.k8s.io/v1beta1 ClusterTrustBundle cluster certificates.v1beta1.ClusterTrustBundle
kind certificates.k8s.io/v1beta1 PodCertificateRequest namespaced certificates.v1beta1.PodCertificateRequest@35
kind coordination.k8s.io/v1 Lease namespaced coordination.v1.Lease
kind coordination.k8s.io/v1alpha2 LeaseCandidate namespaced coordination.v1alpha2.LeaseCandidate
kind coordination.k8s.io/v1beta1 LeaseCandidate namespaced coordination.v1beta1.LeaseCandidate
kind discovery.k8s.io/v1 EndpointSlice namespaced discovery.v1.EndpointSlice
kind events.k8s.io/v1 Event namespaced events.v1.Event
kind flowcontrol.apiserver.k8s.io/v1 FlowSchema cluster flowcontrol.v1.FlowSchema
kind flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration cluster flowcontrol.v1.PriorityLevelConfiguration
kind internal.apiserver.k8s.io/v1alpha1 StorageVersion cluster apiserverinternal.v1alpha1.StorageVersion
kind networking.k8s.io/v1 IPAddress cluster networking.v1.IPAddress
kind networking.k8s.io/v1 Ingress namespaced networking.v1.Ingress
kind networking.k8s.io/v1 IngressClass cluster networking.v1.IngressClass
kind networking.k8s.io/v1 NetworkPolicy namespaced networking.v1.NetworkPolicy
kind networking.k8s.io/v1 ServiceCIDR cluster networking.v1.ServiceCIDR
kind networking.k8s.io/v1beta1 IPAddress cluster networking.v1beta1.IPAddress
kind networking.k8s.io/v1beta1 ServiceCIDR cluster networking.v1beta1.ServiceCIDR
kind node.k8s.io/v1 RuntimeClass cluster node.v1.RuntimeClass
kind policy/v1 PodDisruptionBudget namespaced policy.v1.PodDisruptionBudget
kind rbac.authorization.k8s.io/v1 ClusterRole cluster rbac.v1.ClusterRole
kind rbac.authorization.k8s.io/v1 ClusterRoleBinding cluster rbac.v1.ClusterRoleBinding
kind rbac.authorization.k8s.io/v1 Role namespaced rbac.v1.Role
kind rbac.authorization.k8s.io/v1 RoleBinding namespaced rbac.v1.RoleBinding
kind resource.k8s.io/v1 DeviceClass cluster resource.v1.DeviceClass@34
kind resource.k8s.io/v1 ResourceClaim namespaced resource.v1.ResourceClaim@34
kind resource.k8s.io/v1 ResourceClaimTemplate namespaced resource.v1.ResourceClaimTemplate@34
kind resource.k8s.io/v1 ResourceSlice cluster resource.v1.ResourceSlice@34
kind resource.k8s.io/v1alpha3 DeviceClass cluster resource.v1alpha3.DeviceClass@-34
kind resource.k8s.io/v1alpha3 DeviceTaintRule cluster resource.v1alpha3.DeviceTaintRule
kind resource.k8s.io/v1alpha3 ResourceClaim namespaced resource.v1alpha3.ResourceClaim@-34
kind resource.k8s.io/v1alpha3 ResourceClaimTemplate namespaced resource.v1alpha3.ResourceClaimTemplate@-34
kind resource.k8s.io/v1alpha3 ResourcePoolStatusRequest cluster resource.v1alpha3.ResourcePoolStatusRequest@36
kind resource.k8s.io/v1alpha3 ResourceSlice cluster resource.v1alpha3.ResourceSlice@-34
kind resource.k8s.io/v1beta1 DeviceClass cluster resource.v1beta1.DeviceClass
kind resource.k8s.io/v1beta1 ResourceClaim namespaced resource.v1beta1.ResourceClaim
kind resource.k8s.io/v1beta1 ResourceClaimTemplate namespaced resource.v1beta1.ResourceClaimTemplate
kind resource.k8s.io/v1beta1 ResourceSlice cluster resource.v1beta1.ResourceSlice
kind resource.k8s.io/v1beta2 DeviceClass cluster resource.v1beta2.DeviceClass
kind resource.k8s.io/v1beta2 DeviceTaintRule cluster resource.v1beta2.DeviceTaintRule@36
kind resource.k8s.io/v1beta2 ResourceClaim namespaced resource.v1beta2.ResourceClaim
kind resource.k8s.io/v1beta2 ResourceClaimTemplate namespaced resource.v1beta2.ResourceClaimTemplate
kind resource.k8s.io/v1beta2 ResourceSlice cluster resource.v1beta2.ResourceSlice
kind scheduling.k8s.io/v1 PriorityClass cluster scheduling.v1.PriorityClass
kind scheduling.k8s.io/v1alpha1 Workload namespaced scheduling.v1alpha1.Workload@35-36
kind scheduling.k8s.io/v1alpha2 PodGroup namespaced scheduling.v1alpha2.PodGroup@36
kind scheduling.k8s.io/v1alpha2 Workload namespaced scheduling.v1alpha2.Workload@36
kind storage.k8s.io/v1 CSIDriver cluster storage.v1.CSIDriver
kind storage.k8s.io/v1 CSINode cluster storage.v1.CSINode
kind storage.k8s.io/v1 CSIStorageCapacity namespaced storage.v1.CSIStorageCapacity
kind storage.k8s.io/v1 StorageClass cluster storage.v1.StorageClass
kind storage.k8s.io/v1 VolumeAttachment cluster storage.v1.VolumeAttachment
kind storage.k8s.io/v1 VolumeAttributesClass cluster storage.v1.VolumeAttributesClass@34
kind storage.k8s.io/v1alpha1 VolumeAttributesClass cluster storage.v1alpha1.VolumeAttributesClass@-35
kind storage.k8s.io/v1beta1 VolumeAttributesClass cluster storage.v1beta1.VolumeAttributesClass
kind storagemigration.k8s.io/v1alpha1 StorageVersionMigration cluster storagemigration.v1alpha1.StorageVersionMigration@-35
kind storagemigration.k8s.io/v1beta1 StorageVersionMigration cluster storagemigration.v1beta1.StorageVersionMigration@35
kind v1 Binding namespaced core.v1.Binding
kind v1 ConfigMap namespaced core.v1.ConfigMap
kind v1 Endpoints namespaced core.v1.Endpoints
kind v1 Event namespaced core.v1.Event
kind v1 LimitRange namespaced core.v1.LimitRange
kind v1 Namespace cluster core.v1.Namespace
kind v1 Node cluster core.v1.Node
kind v1 PersistentVolume cluster core.v1.PersistentVolume
kind v1 PersistentVolumeClaim namespaced core.v1.PersistentVolumeClaim
kind v1 Pod namespaced core.v1.Pod
kind v1 PodTemplate namespaced core.v1.PodTemplate
kind v1 ReplicationController namespaced core.v1.ReplicationController
kind v1 ResourceQuota namespaced core.v1.ResourceQuota
kind v1 Secret namespaced core.v1.Secret
kind v1 Service namespaced core.v1.Service
kind v1 ServiceAccount namespaced core.v1.ServiceAccount
type admissionregistration.v1.ApplyConfiguration@36 expression:string
type admissionregistration.v1.AuditAnnotation key:string valueExpression:string
type admissionregistration.v1.ExpressionWarning fieldRef:string warning:string
type admissionregistration.v1.JSONPatch@36 expression:string
type admissionregistration.v1.MatchCondition expression:string name:string
type admissionregistration.v1.MatchResources! excludeResourceRules:[]NamedRuleWithOperations matchPolicy:string namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector resourceRules:[]NamedRuleWithOperations
type admissionregistration.v1.MutatingAdmissionPolicy@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicySpec
type admissionregistration.v1.MutatingAdmissionPolicyBinding@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicyBindingSpec
type admissionregistration.v1.MutatingAdmissionPolicyBindingSpec@36 matchResources:MatchResources paramRef:ParamRef policyName:string
type admissionregistration.v1.MutatingAdmissionPolicySpec@36 failurePolicy:string matchConditions:[]MatchCondition{name} matchConstraints:MatchResources mutations:[]Mutation paramKind:ParamKind reinvocationPolicy:string variables:[]Variable
type admissionregistration.v1.MutatingWebhook admissionReviewVersions:[]string clientConfig:WebhookClientConfig failurePolicy:string matchConditions:[]MatchCondition{name} matchPolicy:string name:string namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector reinvocationPolicy:string rules:[]RuleWithOperations sideEffects:string timeoutSeconds:int32
type admissionregistration.v1.MutatingWebhookConfiguration apiVersion:string kind:string metadata:meta.v1.ObjectMeta webhooks:[]MutatingWebhook{name}
type admissionregistration.v1.Mutation@36 applyConfiguration:ApplyConfiguration jsonPatch:JSONPatch patchType:string
type admissionregistration.v1.NamedRuleWithOperations! apiGroups:[]string apiVersions:[]string operations:[]string resourceNames:[]string resources:[]string scope:string
type admissionregistration.v1.ParamKind! apiVersion:string kind:string
type admissionregistration.v1.ParamRef! name:string namespace:string parameterNotFoundAction:string selector:meta.v1.LabelSelector
type admissionregistration.v1.RuleWithOperations apiGroups:[]string apiVersions:[]string operations:[]string resources:[]string scope:string
type admissionregistration.v1.ServiceReference name:string namespace:string path:string port:int32
type admissionregistration.v1.TypeChecking expressionWarnings:[]ExpressionWarning
type admissionregistration.v1.ValidatingAdmissionPolicy apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ValidatingAdmissionPolicySpec status:ValidatingAdmissionPolicyStatus
type admissionregistration.v1.ValidatingAdmissionPolicyBinding apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ValidatingAdmissionPolicyBindingSpec
type admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec matchResources:MatchResources paramRef:ParamRef policyName:string validationActions:[]string{}
type admissionregistration.v1.ValidatingAdmissionPolicySpec auditAnnotations:[]AuditAnnotation failurePolicy:string matchConditions:[]MatchCondition{name} matchConstraints:MatchResources paramKind:ParamKind validations:[]Validation variables:[]Variable{name}
type admissionregistration.v1.ValidatingAdmissionPolicyStatus conditions:[]meta.v1.Condition{type} observedGeneration:int64 typeChecking:TypeChecking
type admissionregistration.v1.ValidatingWebhook admissionReviewVersions:[]string clientConfig:WebhookClientConfig failurePolicy:string matchConditions:[]MatchCondition{name} matchPolicy:string name:string namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector rules:[]RuleWithOperations sideEffects:string timeoutSeconds:int32
type admissionregistration.v1.ValidatingWebhookConfiguration apiVersion:string kind:string metadata:meta.v1.ObjectMeta webhooks:[]ValidatingWebhook{name}
type admissionregistration.v1.Validation expression:string message:string messageExpression:string reason:string
type admissionregistration.v1.Variable! expression:string name:string
type admissionregistration.v1.WebhookClientConfig caBundle:bytes service:ServiceReference url:string
type admissionregistration.v1alpha1.ApplyConfiguration expression:string
type admissionregistration.v1alpha1.JSONPatch expression:string
type admissionregistration.v1alpha1.MatchCondition expression:string name:string
type admissionregistration.v1alpha1.MatchResources! excludeResourceRules:[]NamedRuleWithOperations matchPolicy:string namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector resourceRules:[]NamedRuleWithOperations
type admissionregistration.v1alpha1.MutatingAdmissionPolicy apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicySpec
type admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicyBindingSpec
type admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec matchResources:MatchResources paramRef:ParamRef policyName:string
type admissionregistration.v1alpha1.MutatingAdmissionPolicySpec failurePolicy:string matchConditions:[]MatchCondition{name} matchConstraints:MatchResources mutations:[]Mutation paramKind:ParamKind reinvocationPolicy:string variables:[]Variable
type admissionregistration.v1alpha1.Mutation applyConfiguration:ApplyConfiguration jsonPatch:JSONPatch patchType:string
type admissionregistration.v1alpha1.NamedRuleWithOperations! apiGroups:[]string apiVersions:[]string operations:[]string resourceNames:[]string resources:[]string scope:string
type admissionregistration.v1alpha1.ParamKind! apiVersion:string kind:string
type admissionregistration.v1alpha1.ParamRef! name:string namespace:string parameterNotFoundAction:string selector:meta.v1.LabelSelector
type admissionregistration.v1alpha1.Variable expression:string name:string
type admissionregistration.v1beta1.ApplyConfiguration@34 expression:string
type admissionregistration.v1beta1.AuditAnnotation@-34 key:string valueExpression:string
type admissionregistration.v1beta1.ExpressionWarning@-34 fieldRef:string warning:string
type admissionregistration.v1beta1.JSONPatch@34 expression:string
type admissionregistration.v1beta1.MatchCondition expression:string name:string
type admissionregistration.v1beta1.MatchResources! excludeResourceRules:[]NamedRuleWithOperations matchPolicy:string namespaceSelector:meta.v1.LabelSelector objectSelector:meta.v1.LabelSelector resourceRules:[]NamedRuleWithOperations
type admissionregistration.v1beta1.MutatingAdmissionPolicy@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicySpec
type admissionregistration.v1beta1.MutatingAdmissionPolicyBinding@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:MutatingAdmissionPolicyBindingSpec
type admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec@34 matchResources:MatchResources paramRef:ParamRef policyName:string
type admissionregistration.v1beta1.MutatingAdmissionPolicySpec@34 failurePolicy:string matchConditions:[]MatchCondition{name} matchConstraints:MatchResources mutations:[]Mutation paramKind:ParamKind reinvocationPolicy:string variables:[]Variable
type admissionregistration.v1beta1.Mutation@34 applyConfiguration:ApplyConfiguration jsonPatch:JSONPatch patchType:string
type admissionregistration.v1beta1.NamedRuleWithOperations! apiGroups:[]string apiVersions:[]string operations:[]string resourceNames:[]string resources:[]string scope:string
type admissionregistration.v1beta1.ParamKind! apiVersion:string kind:string
type admissionregistration.v1beta1.ParamRef! name:string namespace:string parameterNotFoundAction:string selector:meta.v1.LabelSelector
type admissionregistration.v1beta1.TypeChecking@-34 expressionWarnings:[]ExpressionWarning
type admissionregistration.v1beta1.ValidatingAdmissionPolicy@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ValidatingAdmissionPolicySpec status:ValidatingAdmissionPolicyStatus
type admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ValidatingAdmissionPolicyBindingSpec
type admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec@-34 matchResources:MatchResources paramRef:ParamRef policyName:string validationActions:[]string{}
type admissionregistration.v1beta1.ValidatingAdmissionPolicySpec@-34 auditAnnotations:[]AuditAnnotation failurePolicy:string matchConditions:[]MatchCondition{name} matchConstraints:MatchResources paramKind:ParamKind validations:[]Validation variables:[]Variable{name}
type admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus@-34 conditions:[]meta.v1.Condition{type} observedGeneration:int64 typeChecking:TypeChecking
type admissionregistration.v1beta1.Validation@-34 expression:string message:string messageExpression:string reason:string
type admissionregistration.v1beta1.Variable! expression:string name:string
type apiextensions.v1.CustomResourceColumnDefinition description:string format:string jsonPath:string name:string priority:int32 type:string
type apiextensions.v1.CustomResourceConversion strategy:string webhook:WebhookConversion
type apiextensions.v1.CustomResourceDefinition apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:CustomResourceDefinitionSpec status:CustomResourceDefinitionStatus
type apiextensions.v1.CustomResourceDefinitionCondition lastTransitionTime:time message:string observedGeneration:int64@35 reason:string status:string type:string
type apiextensions.v1.CustomResourceDefinitionNames categories:[]string kind:string listKind:string plural:string shortNames:[]string singular:string
type apiextensions.v1.CustomResourceDefinitionSpec conversion:CustomResourceConversion group:string names:CustomResourceDefinitionNames preserveUnknownFields:bool scope:string versions:[]CustomResourceDefinitionVersion
type apiextensions.v1.CustomResourceDefinitionStatus acceptedNames:CustomResourceDefinitionNames conditions:[]CustomResourceDefinitionCondition{type} observedGeneration:int64@35 storedVersions:[]string
type apiextensions.v1.CustomResourceDefinitionVersion additionalPrinterColumns:[]CustomResourceColumnDefinition deprecated:bool deprecationWarning:string name:string schema:CustomResourceValidation selectableFields:[]SelectableField served:bool storage:bool subresources:CustomResourceSubresources
type apiextensions.v1.CustomResourceSubresourceScale labelSelectorPath:string specReplicasPath:string statusReplicasPath:string
type apiextensions.v1.CustomResourceSubresourceStatus
type apiextensions.v1.CustomResourceSubresources scale:CustomResourceSubresourceScale status:CustomResourceSubresourceStatus
type apiextensions.v1.CustomResourceValidation openAPIV3Schema:JSONSchemaProps
type apiextensions.v1.ExternalDocumentation description:string url:string
type apiextensions.v1.JSONSchemaProps $ref:string $schema:string additionalItems:schemaorbool<JSONSchemaProps> additionalProperties:schemaorbool<JSONSchemaProps> allOf:[]JSONSchemaProps anyOf:[]JSONSchemaProps default:any definitions:map<JSONSchemaProps> dependencies:map<schemaorstrings<JSONSchemaProps>> description:string enum:[]any example:any exclusiveMaximum:bool exclusiveMinimum:bool externalDocs:ExternalDocumentation format:string id:string items:schemaorarray<JSONSchemaProps> maxItems:int64 maxLength:int64 maxProperties:int64 maximum:double minItems:int64 minLength:int64 minProperties:int64 minimum:double multipleOf:double not:JSONSchemaProps nullable:bool oneOf:[]JSONSchemaProps pattern:string patternProperties:map<JSONSchemaProps> properties:map<JSONSchemaProps> required:[]string title:string type:string uniqueItems:bool x-kubernetes-embedded-resource:bool x-kubernetes-int-or-string:bool x-kubernetes-list-map-keys:[]string x-kubernetes-list-type:string x-kubernetes-map-type:string x-kubernetes-preserve-unknown-fields:bool x-kubernetes-validations:[]ValidationRule{rule}
type apiextensions.v1.SelectableField jsonPath:string
type apiextensions.v1.ServiceReference name:string namespace:string path:string port:int32
type apiextensions.v1.ValidationRule fieldPath:string message:string messageExpression:string optionalOldSelf:bool reason:string rule:string
type apiextensions.v1.WebhookClientConfig caBundle:bytes service:ServiceReference url:string
type apiextensions.v1.WebhookConversion clientConfig:WebhookClientConfig conversionReviewVersions:[]string
type apiregistration.v1.APIService apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:APIServiceSpec status:APIServiceStatus
type apiregistration.v1.APIServiceCondition lastTransitionTime:time message:string reason:string status:string type:string
type apiregistration.v1.APIServiceSpec caBundle:bytes group:string groupPriorityMinimum:int32 insecureSkipTLSVerify:bool service:ServiceReference version:string versionPriority:int32
type apiregistration.v1.APIServiceStatus conditions:[]APIServiceCondition{type}
type apiregistration.v1.ServiceReference name:string namespace:string port:int32
type apiserverinternal.v1alpha1.ServerStorageVersion apiServerID:string decodableVersions:[]string{} encodingVersion:string servedVersions:[]string{}
type apiserverinternal.v1alpha1.StorageVersion apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:StorageVersionSpec status:StorageVersionStatus
type apiserverinternal.v1alpha1.StorageVersionCondition lastTransitionTime:time message:string observedGeneration:int64 reason:string status:string type:string
type apiserverinternal.v1alpha1.StorageVersionSpec
type apiserverinternal.v1alpha1.StorageVersionStatus commonEncodingVersion:string conditions:[]StorageVersionCondition{type} storageVersions:[]ServerStorageVersion{apiServerID}
type apps.v1.ControllerRevision apiVersion:string data:any kind:string metadata:meta.v1.ObjectMeta revision:int64
type apps.v1.DaemonSet apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
type apps.v1.DaemonSetCondition lastTransitionTime:time message:string reason:string status:string type:string
type apps.v1.DaemonSetSpec minReadySeconds:int32 revisionHistoryLimit:int32 selector:meta.v1.LabelSelector template:core.v1.PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
type apps.v1.DaemonSetStatus collisionCount:int32 conditions:[]DaemonSetCondition{type} currentNumberScheduled:int32 desiredNumberScheduled:int32 numberAvailable:int32 numberMisscheduled:int32 numberReady:int32 numberUnavailable:int32 observedGeneration:int64 updatedNumberScheduled:int32
type apps.v1.DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:string
type apps.v1.Deployment apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeploymentSpec status:DeploymentStatus
type apps.v1.DeploymentCondition lastTransitionTime:time lastUpdateTime:time message:string reason:string status:string type:string
type apps.v1.DeploymentSpec minReadySeconds:int32 paused:bool progressDeadlineSeconds:int32 replicas:int32 revisionHistoryLimit:int32 selector:meta.v1.LabelSelector strategy:DeploymentStrategy template:core.v1.PodTemplateSpec
type apps.v1.DeploymentStatus availableReplicas:int32 collisionCount:int32 conditions:[]DeploymentCondition{type} observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:int32 unavailableReplicas:int32 updatedReplicas:int32
type apps.v1.DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:string
type apps.v1.ReplicaSet apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
type apps.v1.ReplicaSetCondition lastTransitionTime:time message:string reason:string status:string type:string
type apps.v1.ReplicaSetSpec minReadySeconds:int32 replicas:int32 selector:meta.v1.LabelSelector template:core.v1.PodTemplateSpec
type apps.v1.ReplicaSetStatus availableReplicas:int32 conditions:[]ReplicaSetCondition{type} fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:int32
type apps.v1.RollingUpdateDaemonSet maxSurge:intorstring maxUnavailable:intorstring
type apps.v1.RollingUpdateDeployment maxSurge:intorstring maxUnavailable:intorstring
type apps.v1.RollingUpdateStatefulSetStrategy maxUnavailable:intorstring partition:int32
type apps.v1.StatefulSet apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
type apps.v1.StatefulSetCondition lastTransitionTime:time message:string reason:string status:string type:string
type apps.v1.StatefulSetOrdinals start:int32
type apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:string whenScaled:string
type apps.v1.StatefulSetSpec minReadySeconds:int32 ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:string replicas:int32 revisionHistoryLimit:int32 selector:meta.v1.LabelSelector serviceName:string template:core.v1.PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[]core.v1.PersistentVolumeClaim
type apps.v1.StatefulSetStatus availableReplicas:int32 collisionCount:int32 conditions:[]StatefulSetCondition{type} currentReplicas:int32 currentRevision:string observedGeneration:int64 readyReplicas:int32 replicas:int32 updateRevision:string updatedReplicas:int32
type apps.v1.StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type:string
type authentication.v1.SelfSubjectReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta status:SelfSubjectReviewStatus
type authentication.v1.SelfSubjectReviewStatus userInfo:UserInfo
type authentication.v1.TokenReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:TokenReviewSpec status:TokenReviewStatus
type authentication.v1.TokenReviewSpec audiences:[]string token:string
type authentication.v1.TokenReviewStatus audiences:[]string authenticated:bool error:string user:UserInfo
type authentication.v1.UserInfo extra:map<[]string> groups:[]string uid:string username:string
type authorization.v1.FieldSelectorAttributes rawSelector:string requirements:[]meta.v1.FieldSelectorRequirement
type authorization.v1.LabelSelectorAttributes rawSelector:string requirements:[]meta.v1.LabelSelectorRequirement
type authorization.v1.LocalSubjectAccessReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:SubjectAccessReviewSpec status:SubjectAccessReviewStatus
type authorization.v1.NonResourceAttributes path:string verb:string
type authorization.v1.NonResourceRule nonResourceURLs:[]string verbs:[]string
type authorization.v1.ResourceAttributes fieldSelector:FieldSelectorAttributes group:string labelSelector:LabelSelectorAttributes name:string namespace:string resource:string subresource:string verb:string version:string
type authorization.v1.ResourceRule apiGroups:[]string resourceNames:[]string resources:[]string verbs:[]string
type authorization.v1.SelfSubjectAccessReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:SelfSubjectAccessReviewSpec status:SubjectAccessReviewStatus
type authorization.v1.SelfSubjectAccessReviewSpec nonResourceAttributes:NonResourceAttributes resourceAttributes:ResourceAttributes
type authorization.v1.SelfSubjectRulesReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:SelfSubjectRulesReviewSpec status:SubjectRulesReviewStatus
type authorization.v1.SelfSubjectRulesReviewSpec namespace:string
type authorization.v1.SubjectAccessReview apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:SubjectAccessReviewSpec status:SubjectAccessReviewStatus
type authorization.v1.SubjectAccessReviewSpec extra:map<[]string> groups:[]string nonResourceAttributes:NonResourceAttributes resourceAttributes:ResourceAttributes uid:string user:string
type authorization.v1.SubjectAccessReviewStatus allowed:bool denied:bool evaluationError:string reason:string
type authorization.v1.SubjectRulesReviewStatus evaluationError:string incomplete:bool nonResourceRules:[]NonResourceRule resourceRules:[]ResourceRule
type autoscaling.v1.CrossVersionObjectReference! apiVersion:string kind:string name:string
type autoscaling.v1.HorizontalPodAutoscaler apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
type autoscaling.v1.HorizontalPodAutoscalerSpec maxReplicas:int32 minReplicas:int32 scaleTargetRef:CrossVersionObjectReference targetCPUUtilizationPercentage:int32
type autoscaling.v1.HorizontalPodAutoscalerStatus currentCPUUtilizationPercentage:int32 currentReplicas:int32 desiredReplicas:int32 lastScaleTime:time observedGeneration:int64
type autoscaling.v2.ContainerResourceMetricSource container:string name:string target:MetricTarget
type autoscaling.v2.ContainerResourceMetricStatus container:string current:MetricValueStatus name:string
type autoscaling.v2.CrossVersionObjectReference apiVersion:string kind:string name:string
type autoscaling.v2.ExternalMetricSource metric:MetricIdentifier target:MetricTarget
type autoscaling.v2.ExternalMetricStatus current:MetricValueStatus metric:MetricIdentifier
type autoscaling.v2.HPAScalingPolicy periodSeconds:int32 type:string value:int32
type autoscaling.v2.HPAScalingRules policies:[]HPAScalingPolicy selectPolicy:string stabilizationWindowSeconds:int32 tolerance:quantity
type autoscaling.v2.HorizontalPodAutoscaler apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
type autoscaling.v2.HorizontalPodAutoscalerBehavior scaleDown:HPAScalingRules scaleUp:HPAScalingRules
type autoscaling.v2.HorizontalPodAutoscalerCondition lastTransitionTime:time message:string reason:string status:string type:string
type autoscaling.v2.HorizontalPodAutoscalerSpec behavior:HorizontalPodAutoscalerBehavior maxReplicas:int32 metrics:[]MetricSpec minReplicas:int32 scaleTargetRef:CrossVersionObjectReference
type autoscaling.v2.HorizontalPodAutoscalerStatus conditions:[]HorizontalPodAutoscalerCondition{type} currentMetrics:[]MetricStatus currentReplicas:int32 desiredReplicas:int32 lastScaleTime:time observedGeneration:int64
type autoscaling.v2.MetricIdentifier name:string selector:meta.v1.LabelSelector
type autoscaling.v2.MetricSpec containerResource:ContainerResourceMetricSource external:ExternalMetricSource object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource type:string
type autoscaling.v2.MetricStatus containerResource:ContainerResourceMetricStatus external:ExternalMetricStatus object:ObjectMetricStatus pods:PodsMetricStatus resource:ResourceMetricStatus type:string
type autoscaling.v2.MetricTarget averageUtilization:int32 averageValue:quantity type:string value:quantity
type autoscaling.v2.MetricValueStatus averageUtilization:int32 averageValue:quantity value:quantity
type autoscaling.v2.ObjectMetricSource describedObject:CrossVersionObjectReference metric:MetricIdentifier target:MetricTarget
type autoscaling.v2.ObjectMetricStatus current:MetricValueStatus describedObject:CrossVersionObjectReference metric:MetricIdentifier
type autoscaling.v2.PodsMetricSource metric:MetricIdentifier target:MetricTarget
type autoscaling.v2.PodsMetricStatus current:MetricValueStatus metric:MetricIdentifier
type autoscaling.v2.ResourceMetricSource name:string target:MetricTarget
type autoscaling.v2.ResourceMetricStatus current:MetricValueStatus name:string
type batch.v1.CronJob apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:CronJobSpec status:CronJobStatus
type batch.v1.CronJobSpec concurrencyPolicy:string failedJobsHistoryLimit:int32 jobTemplate:JobTemplateSpec schedule:string startingDeadlineSeconds:int64 successfulJobsHistoryLimit:int32 suspend:bool timeZone:string
type batch.v1.CronJobStatus active:[]core.v1.ObjectReference lastScheduleTime:time lastSuccessfulTime:time
type batch.v1.Job apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:JobSpec status:JobStatus
type batch.v1.JobCondition lastProbeTime:time lastTransitionTime:time message:string reason:string status:string type:string
type batch.v1.JobSpec activeDeadlineSeconds:int64 backoffLimit:int32 backoffLimitPerIndex:int32 completionMode:string completions:int32 managedBy:string manualSelector:bool maxFailedIndexes:int32 parallelism:int32 podFailurePolicy:PodFailurePolicy podReplacementPolicy:string selector:meta.v1.LabelSelector successPolicy:SuccessPolicy suspend:bool template:core.v1.PodTemplateSpec ttlSecondsAfterFinished:int32
type batch.v1.JobStatus active:int32 completedIndexes:string completionTime:time conditions:[]JobCondition failed:int32 failedIndexes:string ready:int32 startTime:time succeeded:int32 terminating:int32 uncountedTerminatedPods:UncountedTerminatedPods
type batch.v1.JobTemplateSpec metadata:meta.v1.ObjectMeta spec:JobSpec
type batch.v1.PodFailurePolicy rules:[]PodFailurePolicyRule
type batch.v1.PodFailurePolicyOnExitCodesRequirement containerName:string operator:string values:[]int32{}
type batch.v1.PodFailurePolicyOnPodConditionsPattern status:string type:string
type batch.v1.PodFailurePolicyRule action:string onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
type batch.v1.SuccessPolicy rules:[]SuccessPolicyRule
type batch.v1.SuccessPolicyRule succeededCount:int32 succeededIndexes:string
type batch.v1.UncountedTerminatedPods failed:[]string{} succeeded:[]string{}
type certificates.v1.CertificateSigningRequest apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:CertificateSigningRequestSpec status:CertificateSigningRequestStatus
type certificates.v1.CertificateSigningRequestCondition lastTransitionTime:time lastUpdateTime:time message:string reason:string status:string type:string
type certificates.v1.CertificateSigningRequestSpec expirationSeconds:int32 extra:map<[]string> groups:[]string request:bytes signerName:string uid:string usages:[]string username:string
type certificates.v1.CertificateSigningRequestStatus certificate:bytes conditions:[]CertificateSigningRequestCondition{type}
type certificates.v1alpha1.ClusterTrustBundle apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ClusterTrustBundleSpec
type certificates.v1alpha1.ClusterTrustBundleSpec signerName:string trustBundle:string
type certificates.v1alpha1.PodCertificateRequest@34-35 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PodCertificateRequestSpec status:PodCertificateRequestStatus
type certificates.v1alpha1.PodCertificateRequestSpec@34-35 maxExpirationSeconds:int32 nodeName:string nodeUID:string pkixPublicKey:bytes podName:string podUID:string proofOfPossession:bytes serviceAccountName:string serviceAccountUID:string signerName:string
type certificates.v1alpha1.PodCertificateRequestStatus@34-35 beginRefreshAt:time certificateChain:string conditions:[]meta.v1.Condition{type} notAfter:time notBefore:time
type certificates.v1beta1.ClusterTrustBundle apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ClusterTrustBundleSpec
type certificates.v1beta1.ClusterTrustBundleSpec signerName:string trustBundle:string
type certificates.v1beta1.PodCertificateRequest@35 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PodCertificateRequestSpec status:PodCertificateRequestStatus
type certificates.v1beta1.PodCertificateRequestSpec@35 maxExpirationSeconds:int32 nodeName:string nodeUID:string pkixPublicKey:bytes podName:string podUID:string proofOfPossession:bytes serviceAccountName:string serviceAccountUID:string signerName:string stubPKCS10Request:bytes@36 unverifiedUserAnnotations:map<string>
type certificates.v1beta1.PodCertificateRequestStatus@35 beginRefreshAt:time certificateChain:string conditions:[]meta.v1.Condition{type} notAfter:time notBefore:time
type coordination.v1.Lease apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:LeaseSpec
type coordination.v1.LeaseSpec acquireTime:microtime holderIdentity:string leaseDurationSeconds:int32 leaseTransitions:int32 preferredHolder:string renewTime:microtime strategy:string
type coordination.v1alpha2.LeaseCandidate apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:LeaseCandidateSpec
type coordination.v1alpha2.LeaseCandidateSpec binaryVersion:string emulationVersion:string leaseName:string pingTime:microtime renewTime:microtime strategy:string
type coordination.v1beta1.LeaseCandidate apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:LeaseCandidateSpec
type coordination.v1beta1.LeaseCandidateSpec binaryVersion:string emulationVersion:string leaseName:string pingTime:microtime renewTime:microtime strategy:string
type core.v1.AWSElasticBlockStoreVolumeSource fsType:string partition:int32 readOnly:bool volumeID:string
type core.v1.Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
type core.v1.AppArmorProfile localhostProfile:string type:string
type core.v1.AttachedVolume devicePath:string name:string
type core.v1.AzureDiskVolumeSource cachingMode:string diskName:string diskURI:string fsType:string kind:string readOnly:bool
type core.v1.AzureFilePersistentVolumeSource readOnly:bool secretName:string secretNamespace:string shareName:string
type core.v1.AzureFileVolumeSource readOnly:bool secretName:string shareName:string
type core.v1.Binding apiVersion:string kind:string metadata:meta.v1.ObjectMeta target:ObjectReference
type core.v1.CSIPersistentVolumeSource controllerExpandSecretRef:SecretReference controllerPublishSecretRef:SecretReference driver:string fsType:string nodeExpandSecretRef:SecretReference nodePublishSecretRef:SecretReference nodeStageSecretRef:SecretReference readOnly:bool volumeAttributes:map<string> volumeHandle:string
type core.v1.CSIVolumeSource driver:string fsType:string nodePublishSecretRef:LocalObjectReference readOnly:bool volumeAttributes:map<string>
type core.v1.Capabilities add:[]string drop:[]string
type core.v1.CephFSPersistentVolumeSource monitors:[]string path:string readOnly:bool secretFile:string secretRef:SecretReference user:string
type core.v1.CephFSVolumeSource monitors:[]string path:string readOnly:bool secretFile:string secretRef:LocalObjectReference user:string
type core.v1.CinderPersistentVolumeSource fsType:string readOnly:bool secretRef:SecretReference volumeID:string
type core.v1.CinderVolumeSource fsType:string readOnly:bool secretRef:LocalObjectReference volumeID:string
type core.v1.ClientIPConfig timeoutSeconds:int32
type core.v1.ClusterTrustBundleProjection labelSelector:meta.v1.LabelSelector name:string optional:bool path:string signerName:string
type core.v1.ConfigMap apiVersion:string binaryData:map<bytes> data:map<string> immutable:bool kind:string metadata:meta.v1.ObjectMeta
type core.v1.ConfigMapEnvSource name:string optional:bool
type core.v1.ConfigMapKeySelector! key:string name:string optional:bool
type core.v1.ConfigMapNodeConfigSource kubeletConfigKey:string name:string namespace:string resourceVersion:string uid:string
type core.v1.ConfigMapProjection items:[]KeyToPath name:string optional:bool
type core.v1.ConfigMapVolumeSource defaultMode:int32 items:[]KeyToPath name:string optional:bool
type core.v1.Container args:[]string command:[]string env:[]EnvVar{name} envFrom:[]EnvFromSource image:string imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name:string ports:[]ContainerPort{containerPort=0,protocol=TCP} readinessProbe:Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:string restartPolicyRules:[]ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:bool stdinOnce:bool terminationMessagePath:string terminationMessagePolicy:string tty:bool volumeDevices:[]VolumeDevice{devicePath} volumeMounts:[]VolumeMount{mountPath} workingDir:string
type core.v1.ContainerExtendedResourceRequest@34 containerName:string requestName:string resourceName:string
type core.v1.ContainerImage names:[]string sizeBytes:int64
type core.v1.ContainerPort containerPort:int32 hostIP:string hostPort:int32 name:string protocol:string
type core.v1.ContainerResizePolicy resourceName:string restartPolicy:string
type core.v1.ContainerRestartRule@34 action:string exitCodes:ContainerRestartRuleOnExitCodes
type core.v1.ContainerRestartRuleOnExitCodes@34 operator:string values:[]int32{}
type core.v1.ContainerState running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting
type core.v1.ContainerStateRunning startedAt:time
type core.v1.ContainerStateTerminated containerID:string exitCode:int32 finishedAt:time message:string reason:string signal:int32 startedAt:time
type core.v1.ContainerStateWaiting message:string reason:string
type core.v1.ContainerStatus allocatedResources:map<quantity> allocatedResourcesStatus:[]ResourceStatus{name} containerID:string image:string imageID:string lastState:ContainerState name:string ready:bool resources:ResourceRequirements restartCount:int32 started:bool state:ContainerState stopSignal:string user:ContainerUser volumeMounts:[]VolumeMountStatus{mountPath}
type core.v1.ContainerUser linux:LinuxContainerUser
type core.v1.DaemonEndpoint Port:int32
type core.v1.DownwardAPIProjection items:[]DownwardAPIVolumeFile
type core.v1.DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:int32 path:string resourceFieldRef:ResourceFieldSelector
type core.v1.DownwardAPIVolumeSource defaultMode:int32 items:[]DownwardAPIVolumeFile
type core.v1.EmptyDirVolumeSource medium:string sizeLimit:quantity
type core.v1.EndpointAddress! hostname:string ip:string nodeName:string targetRef:ObjectReference
type core.v1.EndpointPort! appProtocol:string name:string port:int32 protocol:string
type core.v1.EndpointSubset addresses:[]EndpointAddress notReadyAddresses:[]EndpointAddress ports:[]EndpointPort
type core.v1.Endpoints apiVersion:string kind:string metadata:meta.v1.ObjectMeta subsets:[]EndpointSubset
type core.v1.EnvFromSource configMapRef:ConfigMapEnvSource prefix:string secretRef:SecretEnvSource
type core.v1.EnvVar name:string value:string valueFrom:EnvVarSource
type core.v1.EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector@34 resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
type core.v1.EphemeralContainer args:[]string command:[]string env:[]EnvVar{name} envFrom:[]EnvFromSource image:string imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name:string ports:[]ContainerPort{containerPort=0,protocol=TCP} readinessProbe:Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:string restartPolicyRules:[]ContainerRestartRule@34 securityContext:SecurityContext startupProbe:Probe stdin:bool stdinOnce:bool targetContainerName:string terminationMessagePath:string terminationMessagePolicy:string tty:bool volumeDevices:[]VolumeDevice{devicePath} volumeMounts:[]VolumeMount{mountPath} workingDir:string
type core.v1.EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
type core.v1.Event action:string apiVersion:string count:int32 eventTime:microtime firstTimestamp:time involvedObject:ObjectReference kind:string lastTimestamp:time message:string metadata:meta.v1.ObjectMeta reason:string related:ObjectReference reportingComponent:string reportingInstance:string series:EventSeries source:EventSource type:string
type core.v1.EventSeries count:int32 lastObservedTime:microtime
type core.v1.EventSource component:string host:string
type core.v1.ExecAction command:[]string
type core.v1.FCVolumeSource fsType:string lun:int32 readOnly:bool targetWWNs:[]string wwids:[]string
type core.v1.FileKeySelector!@34 key:string optional:bool path:string volumeName:string
type core.v1.FlexPersistentVolumeSource driver:string fsType:string options:map<string> readOnly:bool secretRef:SecretReference
type core.v1.FlexVolumeSource driver:string fsType:string options:map<string> readOnly:bool secretRef:LocalObjectReference
type core.v1.FlockerVolumeSource datasetName:string datasetUUID:string
type core.v1.GCEPersistentDiskVolumeSource fsType:string partition:int32 pdName:string readOnly:bool
type core.v1.GRPCAction port:int32 service:string
type core.v1.GitRepoVolumeSource directory:string repository:string revision:string
type core.v1.GlusterfsPersistentVolumeSource endpoints:string endpointsNamespace:string path:string readOnly:bool
type core.v1.GlusterfsVolumeSource endpoints:string path:string readOnly:bool
type core.v1.HTTPGetAction host:string httpHeaders:[]HTTPHeader path:string port:intorstring scheme:string
type core.v1.HTTPHeader name:string value:string
type core.v1.HostAlias hostnames:[]string ip:string
type core.v1.HostIP ip:string
type core.v1.HostPathVolumeSource path:string type:string
type core.v1.ISCSIPersistentVolumeSource chapAuthDiscovery:bool chapAuthSession:bool fsType:string initiatorName:string iqn:string iscsiInterface:string lun:int32 portals:[]string readOnly:bool secretRef:SecretReference targetPortal:string
type core.v1.ISCSIVolumeSource chapAuthDiscovery:bool chapAuthSession:bool fsType:string initiatorName:string iqn:string iscsiInterface:string lun:int32 portals:[]string readOnly:bool secretRef:LocalObjectReference targetPortal:string
type core.v1.ImageVolumeSource pullPolicy:string reference:string
type core.v1.ImageVolumeStatus@36 imageRef:string
type core.v1.KeyToPath key:string mode:int32 path:string
type core.v1.Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:string
type core.v1.LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
type core.v1.LimitRange apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:LimitRangeSpec
type core.v1.LimitRangeItem default:map<quantity> defaultRequest:map<quantity> max:map<quantity> maxLimitRequestRatio:map<quantity> min:map<quantity> type:string
type core.v1.LimitRangeSpec limits:[]LimitRangeItem
type core.v1.LinuxContainerUser gid:int64 supplementalGroups:[]int64 uid:int64
type core.v1.LoadBalancerIngress hostname:string ip:string ipMode:string ports:[]PortStatus
type core.v1.LoadBalancerStatus ingress:[]LoadBalancerIngress
type core.v1.LocalObjectReference! name:string
type core.v1.LocalVolumeSource fsType:string path:string
type core.v1.ModifyVolumeStatus status:string targetVolumeAttributesClassName:string
type core.v1.NFSVolumeSource path:string readOnly:bool server:string
type core.v1.Namespace apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:NamespaceSpec status:NamespaceStatus
type core.v1.NamespaceCondition lastTransitionTime:time message:string reason:string status:string type:string
type core.v1.NamespaceSpec finalizers:[]string
type core.v1.NamespaceStatus conditions:[]NamespaceCondition{type} phase:string
type core.v1.Node apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:NodeSpec status:NodeStatus
type core.v1.NodeAddress address:string type:string
type core.v1.NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
type core.v1.NodeAllocatableResourceClaimStatus@36 containers:[]string{} resourceClaimName:string resources:map<quantity>
type core.v1.NodeCondition lastHeartbeatTime:time lastTransitionTime:time message:string reason:string status:string type:string
type core.v1.NodeConfigSource configMap:ConfigMapNodeConfigSource
type core.v1.NodeConfigStatus active:NodeConfigSource assigned:NodeConfigSource error:string lastKnownGood:NodeConfigSource
type core.v1.NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
type core.v1.NodeFeatures supplementalGroupsPolicy:bool
type core.v1.NodeRuntimeHandler features:NodeRuntimeHandlerFeatures name:string
type core.v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:bool userNamespaces:bool
type core.v1.NodeSelector! nodeSelectorTerms:[]NodeSelectorTerm
type core.v1.NodeSelectorRequirement key:string operator:string values:[]string
type core.v1.NodeSelectorTerm! matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement
type core.v1.NodeSpec configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:[]string{} providerID:string taints:[]Taint unschedulable:bool
type core.v1.NodeStatus addresses:[]NodeAddress{type} allocatable:map<quantity> capacity:map<quantity> conditions:[]NodeCondition{type} config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[]string@35 features:NodeFeatures images:[]ContainerImage nodeInfo:NodeSystemInfo phase:string runtimeHandlers:[]NodeRuntimeHandler volumesAttached:[]AttachedVolume volumesInUse:[]string
type core.v1.NodeSwapStatus capacity:int64
type core.v1.NodeSystemInfo architecture:string bootID:string containerRuntimeVersion:string kernelVersion:string kubeProxyVersion:string kubeletVersion:string machineID:string operatingSystem:string osImage:string swap:NodeSwapStatus systemUUID:string
type core.v1.ObjectFieldSelector! apiVersion:string fieldPath:string
type core.v1.ObjectReference! apiVersion:string fieldPath:string kind:string name:string namespace:string resourceVersion:string uid:string
type core.v1.PersistentVolume apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PersistentVolumeSpec status:PersistentVolumeStatus
type core.v1.PersistentVolumeClaim apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
type core.v1.PersistentVolumeClaimCondition lastProbeTime:time lastTransitionTime:time message:string reason:string status:string type:string
type core.v1.PersistentVolumeClaimSpec accessModes:[]string dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:meta.v1.LabelSelector storageClassName:string volumeAttributesClassName:string volumeMode:string volumeName:string
type core.v1.PersistentVolumeClaimStatus accessModes:[]string allocatedResourceStatuses:map<string> allocatedResources:map<quantity> capacity:map<quantity> conditions:[]PersistentVolumeClaimCondition{type} currentVolumeAttributesClassName:string modifyVolumeStatus:ModifyVolumeStatus phase:string
type core.v1.PersistentVolumeClaimTemplate metadata:meta.v1.ObjectMeta spec:PersistentVolumeClaimSpec
type core.v1.PersistentVolumeClaimVolumeSource claimName:string readOnly:bool
type core.v1.PersistentVolumeSpec accessModes:[]string awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFilePersistentVolumeSource capacity:map<quantity> cephfs:CephFSPersistentVolumeSource cinder:CinderPersistentVolumeSource claimRef:ObjectReference csi:CSIPersistentVolumeSource fc:FCVolumeSource flexVolume:FlexPersistentVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:GlusterfsPersistentVolumeSource hostPath:HostPathVolumeSource iscsi:ISCSIPersistentVolumeSource local:LocalVolumeSource mountOptions:[]string nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity persistentVolumeReclaimPolicy:string photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource quobyte:QuobyteVolumeSource rbd:RBDPersistentVolumeSource scaleIO:ScaleIOPersistentVolumeSource storageClassName:string storageos:StorageOSPersistentVolumeSource volumeAttributesClassName:string volumeMode:string vsphereVolume:VsphereVirtualDiskVolumeSource
type core.v1.PersistentVolumeStatus lastPhaseTransitionTime:time message:string phase:string reason:string
type core.v1.PhotonPersistentDiskVolumeSource fsType:string pdID:string
type core.v1.Pod apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PodSpec status:PodStatus
type core.v1.PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
type core.v1.PodAffinityTerm labelSelector:meta.v1.LabelSelector matchLabelKeys:[]string mismatchLabelKeys:[]string namespaceSelector:meta.v1.LabelSelector namespaces:[]string topologyKey:string
type core.v1.PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
type core.v1.PodCertificateProjection@34 certificateChainPath:string credentialBundlePath:string keyPath:string keyType:string maxExpirationSeconds:int32 signerName:string userAnnotations:map<string>@35
type core.v1.PodCondition lastProbeTime:time lastTransitionTime:time message:string observedGeneration:int64 reason:string status:string type:string
type core.v1.PodDNSConfig nameservers:[]string options:[]PodDNSConfigOption searches:[]string
type core.v1.PodDNSConfigOption name:string value:string
type core.v1.PodExtendedResourceClaimStatus@34 requestMappings:[]ContainerExtendedResourceRequest resourceClaimName:string
type core.v1.PodIP ip:string
type core.v1.PodOS name:string
type core.v1.PodReadinessGate conditionType:string
type core.v1.PodResourceClaim name:string resourceClaimName:string resourceClaimTemplateName:string
type core.v1.PodResourceClaimStatus name:string resourceClaimName:string
type core.v1.PodSchedulingGate name:string
type core.v1.PodSchedulingGroup@36 podGroupName:string
type core.v1.PodSecurityContext appArmorProfile:AppArmorProfile fsGroup:int64 fsGroupChangePolicy:string runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxChangePolicy:string seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[]int64 supplementalGroupsPolicy:string sysctls:[]Sysctl windowsOptions:WindowsSecurityContextOptions
type core.v1.PodSpec activeDeadlineSeconds:int64 affinity:Affinity automountServiceAccountToken:bool containers:[]Container{name} dnsConfig:PodDNSConfig dnsPolicy:string enableServiceLinks:bool ephemeralContainers:[]EphemeralContainer{name} hostAliases:[]HostAlias{ip} hostIPC:bool hostNetwork:bool hostPID:bool hostUsers:bool hostname:string hostnameOverride:string@34 imagePullSecrets:[]LocalObjectReference{name} initContainers:[]Container{name} nodeName:string nodeSelector:map<string>! os:PodOS overhead:map<quantity> preemptionPolicy:string priority:int32 priorityClassName:string readinessGates:[]PodReadinessGate resourceClaims:[]PodResourceClaim{name} resources:ResourceRequirements restartPolicy:string runtimeClassName:string schedulerName:string schedulingGates:[]PodSchedulingGate{name} schedulingGroup:PodSchedulingGroup@36 securityContext:PodSecurityContext serviceAccount:string serviceAccountName:string setHostnameAsFQDN:bool shareProcessNamespace:bool subdomain:string terminationGracePeriodSeconds:int64 tolerations:[]Toleration topologySpreadConstraints:[]TopologySpreadConstraint{topologyKey,whenUnsatisfiable} volumes:[]Volume{name} workloadRef:WorkloadReference@35-36
type core.v1.PodStatus allocatedResources:map<quantity>@35 conditions:[]PodCondition{type} containerStatuses:[]ContainerStatus ephemeralContainerStatuses:[]ContainerStatus extendedResourceClaimStatus:PodExtendedResourceClaimStatus@34 hostIP:string hostIPs:[]HostIP initContainerStatuses:[]ContainerStatus message:string nodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus@36 nominatedNodeName:string observedGeneration:int64 phase:string podIP:string podIPs:[]PodIP{ip} qosClass:string reason:string resize:string resourceClaimStatuses:[]PodResourceClaimStatus{name} resources:ResourceRequirements@35 startTime:time
type core.v1.PodTemplate apiVersion:string kind:string metadata:meta.v1.ObjectMeta template:PodTemplateSpec
type core.v1.PodTemplateSpec metadata:meta.v1.ObjectMeta spec:PodSpec
type core.v1.PortStatus error:string port:int32 protocol:string
type core.v1.PortworxVolumeSource fsType:string readOnly:bool volumeID:string
type core.v1.PreferredSchedulingTerm preference:NodeSelectorTerm weight:int32
type core.v1.Probe exec:ExecAction failureThreshold:int32 grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:int32 periodSeconds:int32 successThreshold:int32 tcpSocket:TCPSocketAction terminationGracePeriodSeconds:int64 timeoutSeconds:int32
type core.v1.ProjectedVolumeSource defaultMode:int32 sources:[]VolumeProjection
type core.v1.QuobyteVolumeSource group:string readOnly:bool registry:string tenant:string user:string volume:string
type core.v1.RBDPersistentVolumeSource fsType:string image:string keyring:string monitors:[]string pool:string readOnly:bool secretRef:SecretReference user:string
type core.v1.RBDVolumeSource fsType:string image:string keyring:string monitors:[]string pool:string readOnly:bool secretRef:LocalObjectReference user:string
type core.v1.ReplicationController apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ReplicationControllerSpec status:ReplicationControllerStatus
type core.v1.ReplicationControllerCondition lastTransitionTime:time message:string reason:string status:string type:string
type core.v1.ReplicationControllerSpec minReadySeconds:int32 replicas:int32 selector:map<string>! template:PodTemplateSpec
type core.v1.ReplicationControllerStatus availableReplicas:int32 conditions:[]ReplicationControllerCondition{type} fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas:int32
type core.v1.ResourceClaim name:string request:string
type core.v1.ResourceFieldSelector! containerName:string divisor:quantity resource:string
type core.v1.ResourceHealth health:string message:string@36 resourceID:string
type core.v1.ResourceQuota apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceQuotaSpec status:ResourceQuotaStatus
type core.v1.ResourceQuotaSpec hard:map<quantity> scopeSelector:ScopeSelector scopes:[]string
type core.v1.ResourceQuotaStatus hard:map<quantity> used:map<quantity>
type core.v1.ResourceRequirements claims:[]ResourceClaim{name} limits:map<quantity> requests:map<quantity>
type core.v1.ResourceStatus name:string resources:[]ResourceHealth{resourceID}
type core.v1.SELinuxOptions level:string role:string type:string user:string
type core.v1.ScaleIOPersistentVolumeSource fsType:string gateway:string protectionDomain:string readOnly:bool secretRef:SecretReference sslEnabled:bool storageMode:string storagePool:string system:string volumeName:string
type core.v1.ScaleIOVolumeSource fsType:string gateway:string protectionDomain:string readOnly:bool secretRef:LocalObjectReference sslEnabled:bool storageMode:string storagePool:string system:string volumeName:string
type core.v1.ScopeSelector! matchExpressions:[]ScopedResourceSelectorRequirement
type core.v1.ScopedResourceSelectorRequirement operator:string scopeName:string values:[]string
type core.v1.SeccompProfile localhostProfile:string type:string
type core.v1.Secret apiVersion:string data:map<bytes> immutable:bool kind:string metadata:meta.v1.ObjectMeta stringData:map<string> type:string
type core.v1.SecretEnvSource name:string optional:bool
type core.v1.SecretKeySelector! key:string name:string optional:bool
type core.v1.SecretProjection items:[]KeyToPath name:string optional:bool
type core.v1.SecretReference! name:string namespace:string
type core.v1.SecretVolumeSource defaultMode:int32 items:[]KeyToPath optional:bool secretName:string
type core.v1.SecurityContext allowPrivilegeEscalation:bool appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:bool procMount:string readOnlyRootFilesystem:bool runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
type core.v1.Service apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ServiceSpec status:ServiceStatus
type core.v1.ServiceAccount apiVersion:string automountServiceAccountToken:bool imagePullSecrets:[]LocalObjectReference kind:string metadata:meta.v1.ObjectMeta secrets:[]ObjectReference{name}
type core.v1.ServiceAccountTokenProjection audience:string expirationSeconds:int64 path:string
type core.v1.ServicePort appProtocol:string name:string nodePort:int32 port:int32 protocol:string targetPort:intorstring
type core.v1.ServiceSpec allocateLoadBalancerNodePorts:bool clusterIP:string clusterIPs:[]string externalIPs:[]string externalName:string externalTrafficPolicy:string healthCheckNodePort:int32 internalTrafficPolicy:string ipFamilies:[]string ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string loadBalancerSourceRanges:[]string ports:[]ServicePort{port=0,protocol=TCP} publishNotReadyAddresses:bool selector:map<string>! sessionAffinity:string sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string type:string
type core.v1.ServiceStatus conditions:[]meta.v1.Condition{type} loadBalancer:LoadBalancerStatus
type core.v1.SessionAffinityConfig clientIP:ClientIPConfig
type core.v1.SleepAction seconds:int64
type core.v1.StorageOSPersistentVolumeSource fsType:string readOnly:bool secretRef:ObjectReference volumeName:string volumeNamespace:string
type core.v1.StorageOSVolumeSource fsType:string readOnly:bool secretRef:LocalObjectReference volumeName:string volumeNamespace:string
type core.v1.Sysctl name:string value:string
type core.v1.TCPSocketAction host:string port:intorstring
type core.v1.Taint effect:string key:string timeAdded:time value:string
type core.v1.Toleration effect:string key:string operator:string tolerationSeconds:int64 value:string
type core.v1.TopologySelectorLabelRequirement key:string values:[]string
type core.v1.TopologySelectorTerm! matchLabelExpressions:[]TopologySelectorLabelRequirement
type core.v1.TopologySpreadConstraint labelSelector:meta.v1.LabelSelector matchLabelKeys:[]string maxSkew:int32 minDomains:int32 nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey:string whenUnsatisfiable:string
type core.v1.TypedLocalObjectReference! apiGroup:string kind:string name:string
type core.v1.TypedObjectReference apiGroup:string kind:string name:string namespace:string
type core.v1.Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource name:string nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
type core.v1.VolumeDevice devicePath:string name:string
type core.v1.VolumeMount mountPath:string mountPropagation:string name:string readOnly:bool recursiveReadOnly:string subPath:string subPathExpr:string
type core.v1.VolumeMountStatus mountPath:string name:string readOnly:bool recursiveReadOnly:string volumeStatus:VolumeStatus@36
type core.v1.VolumeNodeAffinity required:NodeSelector
type core.v1.VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection@34 secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
type core.v1.VolumeResourceRequirements limits:map<quantity> requests:map<quantity>
type core.v1.VolumeStatus@36 image:ImageVolumeStatus
type core.v1.VsphereVirtualDiskVolumeSource fsType:string storagePolicyID:string storagePolicyName:string volumePath:string
type core.v1.WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm weight:int32
type core.v1.WindowsSecurityContextOptions gmsaCredentialSpec:string gmsaCredentialSpecName:string hostProcess:bool runAsUserName:string
type core.v1.WorkloadReference@35-36 name:string podGroup:string podGroupReplicaKey:string
type discovery.v1.Endpoint addresses:[]string{} conditions:EndpointConditions deprecatedTopology:map<string> hints:EndpointHints hostname:string nodeName:string targetRef:core.v1.ObjectReference zone:string
type discovery.v1.EndpointConditions ready:bool serving:bool terminating:bool
type discovery.v1.EndpointHints forNodes:[]ForNode forZones:[]ForZone
type discovery.v1.EndpointPort! appProtocol:string name:string port:int32 protocol:string
type discovery.v1.EndpointSlice addressType:string apiVersion:string endpoints:[]Endpoint kind:string metadata:meta.v1.ObjectMeta ports:[]EndpointPort
type discovery.v1.ForNode name:string
type discovery.v1.ForZone name:string
type events.v1.Event action:string apiVersion:string deprecatedCount:int32 deprecatedFirstTimestamp:time deprecatedLastTimestamp:time deprecatedSource:core.v1.EventSource eventTime:microtime kind:string metadata:meta.v1.ObjectMeta note:string reason:string regarding:core.v1.ObjectReference related:core.v1.ObjectReference reportingController:string reportingInstance:string series:EventSeries type:string
type events.v1.EventSeries count:int32 lastObservedTime:microtime
type flowcontrol.v1.ExemptPriorityLevelConfiguration lendablePercent:int32 nominalConcurrencyShares:int32
type flowcontrol.v1.FlowDistinguisherMethod type:string
type flowcontrol.v1.FlowSchema apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:FlowSchemaSpec status:FlowSchemaStatus
type flowcontrol.v1.FlowSchemaCondition lastTransitionTime:time message:string reason:string status:string type:string
type flowcontrol.v1.FlowSchemaSpec distinguisherMethod:FlowDistinguisherMethod matchingPrecedence:int32 priorityLevelConfiguration:PriorityLevelConfigurationReference rules:[]PolicyRulesWithSubjects
type flowcontrol.v1.FlowSchemaStatus conditions:[]FlowSchemaCondition{type}
type flowcontrol.v1.GroupSubject name:string
type flowcontrol.v1.LimitResponse queuing:QueuingConfiguration type:string
type flowcontrol.v1.LimitedPriorityLevelConfiguration borrowingLimitPercent:int32 lendablePercent:int32 limitResponse:LimitResponse nominalConcurrencyShares:int32
type flowcontrol.v1.NonResourcePolicyRule nonResourceURLs:[]string{} verbs:[]string{}
type flowcontrol.v1.PolicyRulesWithSubjects nonResourceRules:[]NonResourcePolicyRule resourceRules:[]ResourcePolicyRule subjects:[]Subject
type flowcontrol.v1.PriorityLevelConfiguration apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PriorityLevelConfigurationSpec status:PriorityLevelConfigurationStatus
type flowcontrol.v1.PriorityLevelConfigurationCondition lastTransitionTime:time message:string reason:string status:string type:string
type flowcontrol.v1.PriorityLevelConfigurationReference name:string
type flowcontrol.v1.PriorityLevelConfigurationSpec exempt:ExemptPriorityLevelConfiguration limited:LimitedPriorityLevelConfiguration type:string
type flowcontrol.v1.PriorityLevelConfigurationStatus conditions:[]PriorityLevelConfigurationCondition{type}
type flowcontrol.v1.QueuingConfiguration handSize:int32 queueLengthLimit:int32 queues:int32
type flowcontrol.v1.ResourcePolicyRule apiGroups:[]string{} clusterScope:bool namespaces:[]string{} resources:[]string{} verbs:[]string{}
type flowcontrol.v1.ServiceAccountSubject name:string namespace:string
type flowcontrol.v1.Subject group:GroupSubject kind:string serviceAccount:ServiceAccountSubject user:UserSubject
type flowcontrol.v1.UserSubject name:string
type meta.v1.Condition lastTransitionTime:time message:string observedGeneration:int64 reason:string status:string type:string
type meta.v1.FieldSelectorRequirement key:string operator:string values:[]string
type meta.v1.GroupResource@35 group:string resource:string
type meta.v1.LabelSelector! matchExpressions:[]LabelSelectorRequirement matchLabels:map<string>
type meta.v1.LabelSelectorRequirement key:string operator:string values:[]string
type meta.v1.ManagedFieldsEntry apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string subresource:string time:time
type meta.v1.ObjectMeta annotations:map<string> creationTimestamp:time deletionGracePeriodSeconds:int64 deletionTimestamp:time finalizers:[]string{} generateName:string generation:int64 labels:map<string> managedFields:[]ManagedFieldsEntry name:string namespace:string ownerReferences:[]OwnerReference{uid} resourceVersion:string selfLink:string uid:string
type meta.v1.OwnerReference! apiVersion:string blockOwnerDeletion:bool controller:bool kind:string name:string uid:string
type networking.v1.HTTPIngressPath backend:IngressBackend path:string pathType:string
type networking.v1.HTTPIngressRuleValue paths:[]HTTPIngressPath
type networking.v1.IPAddress apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:IPAddressSpec
type networking.v1.IPAddressSpec parentRef:ParentReference
type networking.v1.IPBlock cidr:string except:[]string
type networking.v1.Ingress apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:IngressSpec status:IngressStatus
type networking.v1.IngressBackend resource:core.v1.TypedLocalObjectReference service:IngressServiceBackend
type networking.v1.IngressClass apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:IngressClassSpec
type networking.v1.IngressClassParametersReference apiGroup:string kind:string name:string namespace:string scope:string
type networking.v1.IngressClassSpec controller:string parameters:IngressClassParametersReference
type networking.v1.IngressLoadBalancerIngress hostname:string ip:string ports:[]IngressPortStatus
type networking.v1.IngressLoadBalancerStatus ingress:[]IngressLoadBalancerIngress
type networking.v1.IngressPortStatus error:string port:int32 protocol:string
type networking.v1.IngressRule host:string http:HTTPIngressRuleValue
type networking.v1.IngressServiceBackend name:string port:ServiceBackendPort
type networking.v1.IngressSpec defaultBackend:IngressBackend ingressClassName:string rules:[]IngressRule tls:[]IngressTLS
type networking.v1.IngressStatus loadBalancer:IngressLoadBalancerStatus
type networking.v1.IngressTLS hosts:[]string secretName:string
type networking.v1.NetworkPolicy apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:NetworkPolicySpec
type networking.v1.NetworkPolicyEgressRule ports:[]NetworkPolicyPort to:[]NetworkPolicyPeer
type networking.v1.NetworkPolicyIngressRule from:[]NetworkPolicyPeer ports:[]NetworkPolicyPort
type networking.v1.NetworkPolicyPeer ipBlock:IPBlock namespaceSelector:meta.v1.LabelSelector podSelector:meta.v1.LabelSelector
type networking.v1.NetworkPolicyPort endPort:int32 port:intorstring protocol:string
type networking.v1.NetworkPolicySpec egress:[]NetworkPolicyEgressRule ingress:[]NetworkPolicyIngressRule podSelector:meta.v1.LabelSelector policyTypes:[]string
type networking.v1.ParentReference group:string name:string namespace:string resource:string
type networking.v1.ServiceBackendPort! name:string number:int32
type networking.v1.ServiceCIDR apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ServiceCIDRSpec status:ServiceCIDRStatus
type networking.v1.ServiceCIDRSpec cidrs:[]string
type networking.v1.ServiceCIDRStatus conditions:[]meta.v1.Condition{type}
type networking.v1beta1.IPAddress apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:IPAddressSpec
type networking.v1beta1.IPAddressSpec parentRef:ParentReference
type networking.v1beta1.ParentReference group:string name:string namespace:string resource:string
type networking.v1beta1.ServiceCIDR apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ServiceCIDRSpec status:ServiceCIDRStatus
type networking.v1beta1.ServiceCIDRSpec cidrs:[]string
type networking.v1beta1.ServiceCIDRStatus conditions:[]meta.v1.Condition{type}
type node.v1.Overhead podFixed:map<quantity>
type node.v1.RuntimeClass apiVersion:string handler:string kind:string metadata:meta.v1.ObjectMeta overhead:Overhead scheduling:Scheduling
type node.v1.Scheduling nodeSelector:map<string>! tolerations:[]core.v1.Toleration
type policy.v1.PodDisruptionBudget apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PodDisruptionBudgetSpec status:PodDisruptionBudgetStatus
type policy.v1.PodDisruptionBudgetSpec maxUnavailable:intorstring minAvailable:intorstring selector:meta.v1.LabelSelector unhealthyPodEvictionPolicy:string
type policy.v1.PodDisruptionBudgetStatus conditions:[]meta.v1.Condition{type} currentHealthy:int32 desiredHealthy:int32 disruptedPods:map<time> disruptionsAllowed:int32 expectedPods:int32 observedGeneration:int64
type rbac.v1.AggregationRule clusterRoleSelectors:[]meta.v1.LabelSelector
type rbac.v1.ClusterRole aggregationRule:AggregationRule apiVersion:string kind:string metadata:meta.v1.ObjectMeta rules:[]PolicyRule
type rbac.v1.ClusterRoleBinding apiVersion:string kind:string metadata:meta.v1.ObjectMeta roleRef:RoleRef subjects:[]Subject
type rbac.v1.PolicyRule apiGroups:[]string nonResourceURLs:[]string resourceNames:[]string resources:[]string verbs:[]string
type rbac.v1.Role apiVersion:string kind:string metadata:meta.v1.ObjectMeta rules:[]PolicyRule
type rbac.v1.RoleBinding apiVersion:string kind:string metadata:meta.v1.ObjectMeta roleRef:RoleRef subjects:[]Subject
type rbac.v1.RoleRef! apiGroup:string kind:string name:string
type rbac.v1.Subject! apiGroup:string kind:string name:string namespace:string
type resource.v1.AllocatedDeviceStatus@34 conditions:[]meta.v1.Condition{type} data:any device:string driver:string networkData:NetworkDeviceData pool:string shareID:string
type resource.v1.AllocationResult@34 allocationTimestamp:time devices:DeviceAllocationResult nodeSelector:core.v1.NodeSelector
type resource.v1.CELDeviceSelector@34 expression:string
type resource.v1.CapacityRequestPolicy@34 default:quantity validRange:CapacityRequestPolicyRange validValues:[]quantity
type resource.v1.CapacityRequestPolicyRange@34 max:quantity min:quantity step:quantity
type resource.v1.CapacityRequirements@34 requests:map<quantity>
type resource.v1.Counter@34 value:quantity
type resource.v1.CounterSet@34 counters:map<Counter> name:string
type resource.v1.Device@34 allNodes:bool allowMultipleAllocations:bool attributes:map<DeviceAttribute> bindingConditions:[]string bindingFailureConditions:[]string bindsToNode:bool capacity:map<DeviceCapacity> consumesCounters:[]DeviceCounterConsumption name:string nodeAllocatableResourceMappings:map<NodeAllocatableResourceMapping>@36 nodeName:string nodeSelector:core.v1.NodeSelector taints:[]DeviceTaint
type resource.v1.DeviceAllocationConfiguration@34 opaque:OpaqueDeviceConfiguration requests:[]string source:string
type resource.v1.DeviceAllocationResult@34 config:[]DeviceAllocationConfiguration results:[]DeviceRequestAllocationResult
type resource.v1.DeviceAttribute@34 bool:bool bools:[]bool@36 int:int64 ints:[]int64@36 string:string strings:[]string@36 version:string versions:[]string@36
type resource.v1.DeviceCapacity@34 requestPolicy:CapacityRequestPolicy value:quantity
type resource.v1.DeviceClaim@34 config:[]DeviceClaimConfiguration constraints:[]DeviceConstraint requests:[]DeviceRequest
type resource.v1.DeviceClaimConfiguration@34 opaque:OpaqueDeviceConfiguration requests:[]string
type resource.v1.DeviceClass@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceClassSpec
type resource.v1.DeviceClassConfiguration@34 opaque:OpaqueDeviceConfiguration
type resource.v1.DeviceClassSpec@34 config:[]DeviceClassConfiguration extendedResourceName:string selectors:[]DeviceSelector
type resource.v1.DeviceConstraint@34 distinctAttribute:string matchAttribute:string requests:[]string
type resource.v1.DeviceCounterConsumption@34 counterSet:string counters:map<Counter>
type resource.v1.DeviceRequest@34 exactly:ExactDeviceRequest firstAvailable:[]DeviceSubRequest name:string
type resource.v1.DeviceRequestAllocationResult@34 adminAccess:bool bindingConditions:[]string bindingFailureConditions:[]string consumedCapacity:map<quantity> device:string driver:string pool:string request:string shareID:string tolerations:[]DeviceToleration
type resource.v1.DeviceSelector@34 cel:CELDeviceSelector
type resource.v1.DeviceSubRequest@34 allocationMode:string capacity:CapacityRequirements count:int64 deviceClassName:string name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1.DeviceTaint@34 effect:string key:string timeAdded:time value:string
type resource.v1.DeviceToleration@34 effect:string key:string operator:string tolerationSeconds:int64 value:string
type resource.v1.ExactDeviceRequest@34 adminAccess:bool allocationMode:string capacity:CapacityRequirements count:int64 deviceClassName:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1.NetworkDeviceData@34 hardwareAddress:string interfaceName:string ips:[]string
type resource.v1.NodeAllocatableResourceMapping@36 allocationMultiplier:quantity capacityKey:string
type resource.v1.OpaqueDeviceConfiguration@34 driver:string parameters:any
type resource.v1.ResourceClaim@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec status:ResourceClaimStatus
type resource.v1.ResourceClaimConsumerReference@34 apiGroup:string name:string resource:string uid:string
type resource.v1.ResourceClaimSpec@34 devices:DeviceClaim
type resource.v1.ResourceClaimStatus@34 allocation:AllocationResult devices:[]AllocatedDeviceStatus{driver,device,pool,shareID} reservedFor:[]ResourceClaimConsumerReference{uid}
type resource.v1.ResourceClaimTemplate@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimTemplateSpec
type resource.v1.ResourceClaimTemplateSpec@34 metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec
type resource.v1.ResourcePool@34 generation:int64 name:string resourceSliceCount:int64
type resource.v1.ResourceSlice@34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceSliceSpec
type resource.v1.ResourceSliceSpec@34 allNodes:bool devices:[]Device driver:string nodeName:string nodeSelector:core.v1.NodeSelector perDeviceNodeSelection:bool pool:ResourcePool sharedCounters:[]CounterSet
type resource.v1alpha3.AllocatedDeviceStatus@-34 conditions:[]meta.v1.Condition{type} data:any device:string driver:string networkData:NetworkDeviceData pool:string
type resource.v1alpha3.AllocationResult@-34 devices:DeviceAllocationResult nodeSelector:core.v1.NodeSelector
type resource.v1alpha3.BasicDevice@-34 allNodes:bool attributes:map<DeviceAttribute> capacity:map<quantity> consumesCounters:[]DeviceCounterConsumption nodeName:string nodeSelector:core.v1.NodeSelector taints:[]DeviceTaint
type resource.v1alpha3.CELDeviceSelector@-35 expression:string
type resource.v1alpha3.Counter@-34 value:quantity
type resource.v1alpha3.CounterSet@-34 counters:map<Counter> name:string
type resource.v1alpha3.Device@-34 basic:BasicDevice name:string
type resource.v1alpha3.DeviceAllocationConfiguration@-34 opaque:OpaqueDeviceConfiguration requests:[]string source:string
type resource.v1alpha3.DeviceAllocationResult@-34 config:[]DeviceAllocationConfiguration results:[]DeviceRequestAllocationResult
type resource.v1alpha3.DeviceAttribute@-34 bool:bool int:int64 string:string version:string
type resource.v1alpha3.DeviceClaim@-34 config:[]DeviceClaimConfiguration constraints:[]DeviceConstraint requests:[]DeviceRequest
type resource.v1alpha3.DeviceClaimConfiguration@-34 opaque:OpaqueDeviceConfiguration requests:[]string
type resource.v1alpha3.DeviceClass@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceClassSpec
type resource.v1alpha3.DeviceClassConfiguration@-34 opaque:OpaqueDeviceConfiguration
type resource.v1alpha3.DeviceClassSpec@-34 config:[]DeviceClassConfiguration selectors:[]DeviceSelector
type resource.v1alpha3.DeviceConstraint@-34 matchAttribute:string requests:[]string
type resource.v1alpha3.DeviceCounterConsumption@-34 counterSet:string counters:map<Counter>
type resource.v1alpha3.DeviceRequest@-34 adminAccess:bool allocationMode:string count:int64 deviceClassName:string firstAvailable:[]DeviceSubRequest name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1alpha3.DeviceRequestAllocationResult@-34 adminAccess:bool device:string driver:string pool:string request:string tolerations:[]DeviceToleration
type resource.v1alpha3.DeviceSelector@-35 cel:CELDeviceSelector
type resource.v1alpha3.DeviceSubRequest@-34 allocationMode:string count:int64 deviceClassName:string name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1alpha3.DeviceTaint effect:string key:string timeAdded:time value:string
type resource.v1alpha3.DeviceTaintRule apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceTaintRuleSpec status:DeviceTaintRuleStatus@35
type resource.v1alpha3.DeviceTaintRuleSpec deviceSelector:DeviceTaintSelector taint:DeviceTaint
type resource.v1alpha3.DeviceTaintRuleStatus@35 conditions:[]meta.v1.Condition{type}
type resource.v1alpha3.DeviceTaintSelector device:string deviceClassName:string@-35 driver:string pool:string selectors:[]DeviceSelector@-35
type resource.v1alpha3.DeviceToleration@-34 effect:string key:string operator:string tolerationSeconds:int64 value:string
type resource.v1alpha3.NetworkDeviceData@-34 hardwareAddress:string interfaceName:string ips:[]string
type resource.v1alpha3.OpaqueDeviceConfiguration@-34 driver:string parameters:any
type resource.v1alpha3.PoolStatus@36 allocatedDevices:int32 availableDevices:int32 driver:string generation:int64 nodeName:string poolName:string resourceSliceCount:int32 totalDevices:int32 unavailableDevices:int32 validationError:string
type resource.v1alpha3.ResourceClaim@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec status:ResourceClaimStatus
type resource.v1alpha3.ResourceClaimConsumerReference@-34 apiGroup:string name:string resource:string uid:string
type resource.v1alpha3.ResourceClaimSpec@-34 devices:DeviceClaim
type resource.v1alpha3.ResourceClaimStatus@-34 allocation:AllocationResult devices:[]AllocatedDeviceStatus{driver,device,pool} reservedFor:[]ResourceClaimConsumerReference{uid}
type resource.v1alpha3.ResourceClaimTemplate@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimTemplateSpec
type resource.v1alpha3.ResourceClaimTemplateSpec@-34 metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec
type resource.v1alpha3.ResourcePool@-34 generation:int64 name:string resourceSliceCount:int64
type resource.v1alpha3.ResourcePoolStatusRequest@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourcePoolStatusRequestSpec status:ResourcePoolStatusRequestStatus
type resource.v1alpha3.ResourcePoolStatusRequestSpec@36 driver:string limit:int32 poolName:string
type resource.v1alpha3.ResourcePoolStatusRequestStatus@36 conditions:[]meta.v1.Condition{type} poolCount:int32 pools:[]PoolStatus
type resource.v1alpha3.ResourceSlice@-34 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceSliceSpec
type resource.v1alpha3.ResourceSliceSpec@-34 allNodes:bool devices:[]Device driver:string nodeName:string nodeSelector:core.v1.NodeSelector perDeviceNodeSelection:bool pool:ResourcePool sharedCounters:[]CounterSet
type resource.v1beta1.AllocatedDeviceStatus conditions:[]meta.v1.Condition{type} data:any device:string driver:string networkData:NetworkDeviceData pool:string shareID:string@34
type resource.v1beta1.AllocationResult allocationTimestamp:time@34 devices:DeviceAllocationResult nodeSelector:core.v1.NodeSelector
type resource.v1beta1.BasicDevice allNodes:bool allowMultipleAllocations:bool@34 attributes:map<DeviceAttribute> bindingConditions:[]string@34 bindingFailureConditions:[]string@34 bindsToNode:bool@34 capacity:map<DeviceCapacity> consumesCounters:[]DeviceCounterConsumption nodeAllocatableResourceMappings:map<NodeAllocatableResourceMapping>@36 nodeName:string nodeSelector:core.v1.NodeSelector taints:[]DeviceTaint
type resource.v1beta1.CELDeviceSelector expression:string
type resource.v1beta1.CapacityRequestPolicy@34 default:quantity validRange:CapacityRequestPolicyRange validValues:[]quantity
type resource.v1beta1.CapacityRequestPolicyRange@34 max:quantity min:quantity step:quantity
type resource.v1beta1.CapacityRequirements@34 requests:map<quantity>
type resource.v1beta1.Counter value:quantity
type resource.v1beta1.CounterSet counters:map<Counter> name:string
type resource.v1beta1.Device basic:BasicDevice name:string
type resource.v1beta1.DeviceAllocationConfiguration opaque:OpaqueDeviceConfiguration requests:[]string source:string
type resource.v1beta1.DeviceAllocationResult config:[]DeviceAllocationConfiguration results:[]DeviceRequestAllocationResult
type resource.v1beta1.DeviceAttribute bool:bool bools:[]bool@36 int:int64 ints:[]int64@36 string:string strings:[]string@36 version:string versions:[]string@36
type resource.v1beta1.DeviceCapacity requestPolicy:CapacityRequestPolicy@34 value:quantity
type resource.v1beta1.DeviceClaim config:[]DeviceClaimConfiguration constraints:[]DeviceConstraint requests:[]DeviceRequest
type resource.v1beta1.DeviceClaimConfiguration opaque:OpaqueDeviceConfiguration requests:[]string
type resource.v1beta1.DeviceClass apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceClassSpec
type resource.v1beta1.DeviceClassConfiguration opaque:OpaqueDeviceConfiguration
type resource.v1beta1.DeviceClassSpec config:[]DeviceClassConfiguration extendedResourceName:string@34 selectors:[]DeviceSelector
type resource.v1beta1.DeviceConstraint distinctAttribute:string@34 matchAttribute:string requests:[]string
type resource.v1beta1.DeviceCounterConsumption counterSet:string counters:map<Counter>
type resource.v1beta1.DeviceRequest adminAccess:bool allocationMode:string capacity:CapacityRequirements@34 count:int64 deviceClassName:string firstAvailable:[]DeviceSubRequest name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1beta1.DeviceRequestAllocationResult adminAccess:bool bindingConditions:[]string@34 bindingFailureConditions:[]string@34 consumedCapacity:map<quantity>@34 device:string driver:string pool:string request:string shareID:string@34 tolerations:[]DeviceToleration
type resource.v1beta1.DeviceSelector cel:CELDeviceSelector
type resource.v1beta1.DeviceSubRequest allocationMode:string capacity:CapacityRequirements@34 count:int64 deviceClassName:string name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1beta1.DeviceTaint effect:string key:string timeAdded:time value:string
type resource.v1beta1.DeviceToleration effect:string key:string operator:string tolerationSeconds:int64 value:string
type resource.v1beta1.NetworkDeviceData hardwareAddress:string interfaceName:string ips:[]string
type resource.v1beta1.NodeAllocatableResourceMapping@36 allocationMultiplier:quantity capacityKey:string
type resource.v1beta1.OpaqueDeviceConfiguration driver:string parameters:any
type resource.v1beta1.ResourceClaim apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec status:ResourceClaimStatus
type resource.v1beta1.ResourceClaimConsumerReference apiGroup:string name:string resource:string uid:string
type resource.v1beta1.ResourceClaimSpec devices:DeviceClaim
type resource.v1beta1.ResourceClaimStatus allocation:AllocationResult devices:[]AllocatedDeviceStatus{driver,device,pool,shareID} reservedFor:[]ResourceClaimConsumerReference{uid}
type resource.v1beta1.ResourceClaimTemplate apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimTemplateSpec
type resource.v1beta1.ResourceClaimTemplateSpec metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec
type resource.v1beta1.ResourcePool generation:int64 name:string resourceSliceCount:int64
type resource.v1beta1.ResourceSlice apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceSliceSpec
type resource.v1beta1.ResourceSliceSpec allNodes:bool devices:[]Device driver:string nodeName:string nodeSelector:core.v1.NodeSelector perDeviceNodeSelection:bool pool:ResourcePool sharedCounters:[]CounterSet
type resource.v1beta2.AllocatedDeviceStatus conditions:[]meta.v1.Condition{type} data:any device:string driver:string networkData:NetworkDeviceData pool:string shareID:string@34
type resource.v1beta2.AllocationResult allocationTimestamp:time@34 devices:DeviceAllocationResult nodeSelector:core.v1.NodeSelector
type resource.v1beta2.CELDeviceSelector expression:string
type resource.v1beta2.CapacityRequestPolicy@34 default:quantity validRange:CapacityRequestPolicyRange validValues:[]quantity
type resource.v1beta2.CapacityRequestPolicyRange@34 max:quantity min:quantity step:quantity
type resource.v1beta2.CapacityRequirements@34 requests:map<quantity>
type resource.v1beta2.Counter value:quantity
type resource.v1beta2.CounterSet counters:map<Counter> name:string
type resource.v1beta2.Device allNodes:bool allowMultipleAllocations:bool@34 attributes:map<DeviceAttribute> bindingConditions:[]string@34 bindingFailureConditions:[]string@34 bindsToNode:bool@34 capacity:map<DeviceCapacity> consumesCounters:[]DeviceCounterConsumption name:string nodeAllocatableResourceMappings:map<NodeAllocatableResourceMapping>@36 nodeName:string nodeSelector:core.v1.NodeSelector taints:[]DeviceTaint
type resource.v1beta2.DeviceAllocationConfiguration opaque:OpaqueDeviceConfiguration requests:[]string source:string
type resource.v1beta2.DeviceAllocationResult config:[]DeviceAllocationConfiguration results:[]DeviceRequestAllocationResult
type resource.v1beta2.DeviceAttribute bool:bool bools:[]bool@36 int:int64 ints:[]int64@36 string:string strings:[]string@36 version:string versions:[]string@36
type resource.v1beta2.DeviceCapacity requestPolicy:CapacityRequestPolicy@34 value:quantity
type resource.v1beta2.DeviceClaim config:[]DeviceClaimConfiguration constraints:[]DeviceConstraint requests:[]DeviceRequest
type resource.v1beta2.DeviceClaimConfiguration opaque:OpaqueDeviceConfiguration requests:[]string
type resource.v1beta2.DeviceClass apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceClassSpec
type resource.v1beta2.DeviceClassConfiguration opaque:OpaqueDeviceConfiguration
type resource.v1beta2.DeviceClassSpec config:[]DeviceClassConfiguration extendedResourceName:string@34 selectors:[]DeviceSelector
type resource.v1beta2.DeviceConstraint distinctAttribute:string@34 matchAttribute:string requests:[]string
type resource.v1beta2.DeviceCounterConsumption counterSet:string counters:map<Counter>
type resource.v1beta2.DeviceRequest exactly:ExactDeviceRequest firstAvailable:[]DeviceSubRequest name:string
type resource.v1beta2.DeviceRequestAllocationResult adminAccess:bool bindingConditions:[]string@34 bindingFailureConditions:[]string@34 consumedCapacity:map<quantity>@34 device:string driver:string pool:string request:string shareID:string@34 tolerations:[]DeviceToleration
type resource.v1beta2.DeviceSelector cel:CELDeviceSelector
type resource.v1beta2.DeviceSubRequest allocationMode:string capacity:CapacityRequirements@34 count:int64 deviceClassName:string name:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1beta2.DeviceTaint effect:string key:string timeAdded:time value:string
type resource.v1beta2.DeviceTaintRule@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:DeviceTaintRuleSpec status:DeviceTaintRuleStatus
type resource.v1beta2.DeviceTaintRuleSpec@36 deviceSelector:DeviceTaintSelector taint:DeviceTaint
type resource.v1beta2.DeviceTaintRuleStatus@36 conditions:[]meta.v1.Condition{type}
type resource.v1beta2.DeviceTaintSelector@36 device:string driver:string pool:string
type resource.v1beta2.DeviceToleration effect:string key:string operator:string tolerationSeconds:int64 value:string
type resource.v1beta2.ExactDeviceRequest adminAccess:bool allocationMode:string capacity:CapacityRequirements@34 count:int64 deviceClassName:string selectors:[]DeviceSelector tolerations:[]DeviceToleration
type resource.v1beta2.NetworkDeviceData hardwareAddress:string interfaceName:string ips:[]string
type resource.v1beta2.NodeAllocatableResourceMapping@36 allocationMultiplier:quantity capacityKey:string
type resource.v1beta2.OpaqueDeviceConfiguration driver:string parameters:any
type resource.v1beta2.ResourceClaim apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec status:ResourceClaimStatus
type resource.v1beta2.ResourceClaimConsumerReference apiGroup:string name:string resource:string uid:string
type resource.v1beta2.ResourceClaimSpec devices:DeviceClaim
type resource.v1beta2.ResourceClaimStatus allocation:AllocationResult devices:[]AllocatedDeviceStatus{driver,device,pool,shareID} reservedFor:[]ResourceClaimConsumerReference{uid}
type resource.v1beta2.ResourceClaimTemplate apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceClaimTemplateSpec
type resource.v1beta2.ResourceClaimTemplateSpec metadata:meta.v1.ObjectMeta spec:ResourceClaimSpec
type resource.v1beta2.ResourcePool generation:int64 name:string resourceSliceCount:int64
type resource.v1beta2.ResourceSlice apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:ResourceSliceSpec
type resource.v1beta2.ResourceSliceSpec allNodes:bool devices:[]Device driver:string nodeName:string nodeSelector:core.v1.NodeSelector perDeviceNodeSelection:bool pool:ResourcePool sharedCounters:[]CounterSet
type scheduling.v1.PriorityClass apiVersion:string description:string globalDefault:bool kind:string metadata:meta.v1.ObjectMeta preemptionPolicy:string value:int32
type scheduling.v1alpha1.BasicSchedulingPolicy@35-36
type scheduling.v1alpha1.GangSchedulingPolicy@35-36 minCount:int32
type scheduling.v1alpha1.PodGroup@35-36 name:string policy:PodGroupPolicy
type scheduling.v1alpha1.PodGroupPolicy@35-36 basic:BasicSchedulingPolicy gang:GangSchedulingPolicy
type scheduling.v1alpha1.TypedLocalObjectReference@35-36 apiGroup:string kind:string name:string
type scheduling.v1alpha1.Workload@35-36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:WorkloadSpec
type scheduling.v1alpha1.WorkloadSpec@35-36 controllerRef:TypedLocalObjectReference podGroups:[]PodGroup{name}
type scheduling.v1alpha2.BasicSchedulingPolicy@36
type scheduling.v1alpha2.GangSchedulingPolicy@36 minCount:int32
type scheduling.v1alpha2.PodGroup@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:PodGroupSpec status:PodGroupStatus
type scheduling.v1alpha2.PodGroupResourceClaim@36 name:string resourceClaimName:string resourceClaimTemplateName:string
type scheduling.v1alpha2.PodGroupResourceClaimStatus@36 name:string resourceClaimName:string
type scheduling.v1alpha2.PodGroupSchedulingConstraints@36 topology:[]TopologyConstraint
type scheduling.v1alpha2.PodGroupSchedulingPolicy@36 basic:BasicSchedulingPolicy gang:GangSchedulingPolicy
type scheduling.v1alpha2.PodGroupSpec@36 disruptionMode:string podGroupTemplateRef:PodGroupTemplateReference priority:int32 priorityClassName:string resourceClaims:[]PodGroupResourceClaim{name} schedulingConstraints:PodGroupSchedulingConstraints schedulingPolicy:PodGroupSchedulingPolicy
type scheduling.v1alpha2.PodGroupStatus@36 conditions:[]meta.v1.Condition{type} resourceClaimStatuses:[]PodGroupResourceClaimStatus{name}
type scheduling.v1alpha2.PodGroupTemplate@36 disruptionMode:string name:string priority:int32 priorityClassName:string resourceClaims:[]PodGroupResourceClaim{name} schedulingConstraints:PodGroupSchedulingConstraints schedulingPolicy:PodGroupSchedulingPolicy
type scheduling.v1alpha2.PodGroupTemplateReference@36 workload:WorkloadPodGroupTemplateReference
type scheduling.v1alpha2.TopologyConstraint@36 key:string
type scheduling.v1alpha2.TypedLocalObjectReference@36 apiGroup:string kind:string name:string
type scheduling.v1alpha2.Workload@36 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:WorkloadSpec
type scheduling.v1alpha2.WorkloadPodGroupTemplateReference@36 podGroupTemplateName:string workloadName:string
type scheduling.v1alpha2.WorkloadSpec@36 controllerRef:TypedLocalObjectReference podGroupTemplates:[]PodGroupTemplate{name}
type storage.v1.CSIDriver apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:CSIDriverSpec
type storage.v1.CSIDriverSpec attachRequired:bool fsGroupPolicy:string nodeAllocatableUpdatePeriodSeconds:int64 podInfoOnMount:bool preventPodSchedulingIfMissing:bool@36 requiresRepublish:bool seLinuxMount:bool serviceAccountTokenInSecrets:bool@35 storageCapacity:bool tokenRequests:[]TokenRequest volumeLifecycleModes:[]string{}
type storage.v1.CSINode apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:CSINodeSpec
type storage.v1.CSINodeDriver allocatable:VolumeNodeResources name:string nodeID:string topologyKeys:[]string
type storage.v1.CSINodeSpec drivers:[]CSINodeDriver{name}
type storage.v1.CSIStorageCapacity apiVersion:string capacity:quantity kind:string maximumVolumeSize:quantity metadata:meta.v1.ObjectMeta nodeTopology:meta.v1.LabelSelector storageClassName:string
type storage.v1.StorageClass allowVolumeExpansion:bool allowedTopologies:[]core.v1.TopologySelectorTerm apiVersion:string kind:string metadata:meta.v1.ObjectMeta mountOptions:[]string parameters:map<string> provisioner:string reclaimPolicy:string volumeBindingMode:string
type storage.v1.TokenRequest audience:string expirationSeconds:int64
type storage.v1.VolumeAttachment apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:VolumeAttachmentSpec status:VolumeAttachmentStatus
type storage.v1.VolumeAttachmentSource inlineVolumeSpec:core.v1.PersistentVolumeSpec persistentVolumeName:string
type storage.v1.VolumeAttachmentSpec attacher:string nodeName:string source:VolumeAttachmentSource
type storage.v1.VolumeAttachmentStatus attachError:VolumeError attached:bool attachmentMetadata:map<string> detachError:VolumeError
type storage.v1.VolumeAttributesClass@34 apiVersion:string driverName:string kind:string metadata:meta.v1.ObjectMeta parameters:map<string>
type storage.v1.VolumeError errorCode:int32 message:string time:time
type storage.v1.VolumeNodeResources count:int32
type storage.v1alpha1.VolumeAttributesClass@-35 apiVersion:string driverName:string kind:string metadata:meta.v1.ObjectMeta parameters:map<string>
type storage.v1beta1.VolumeAttributesClass apiVersion:string driverName:string kind:string metadata:meta.v1.ObjectMeta parameters:map<string>
type storagemigration.v1alpha1.GroupVersionResource@-35 group:string resource:string version:string
type storagemigration.v1alpha1.MigrationCondition@-35 lastUpdateTime:time message:string reason:string status:string type:string
type storagemigration.v1alpha1.StorageVersionMigration@-35 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:StorageVersionMigrationSpec status:StorageVersionMigrationStatus
type storagemigration.v1alpha1.StorageVersionMigrationSpec@-35 continueToken:string resource:GroupVersionResource
type storagemigration.v1alpha1.StorageVersionMigrationStatus@-35 conditions:[]MigrationCondition{type} resourceVersion:string
type storagemigration.v1beta1.StorageVersionMigration@35 apiVersion:string kind:string metadata:meta.v1.ObjectMeta spec:StorageVersionMigrationSpec status:StorageVersionMigrationStatus
type storagemigration.v1beta1.StorageVersionMigrationSpec@35 resource:meta.v1.GroupResource
type storagemigration.v1beta1.StorageVersionMigrationStatus@35 conditions:[]meta.v1.Condition{type} resourceVersion:string
`;
